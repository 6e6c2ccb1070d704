export { FEED_NAMES, type Feed, type FeedName } from './feeds/feed.js';
export type * from './webhooks/webhook-view.js';
export { OUT_CHANNELS, type OutChannel, type OutChannelName, type OutMessageType } from './messages/out-channels.js';
