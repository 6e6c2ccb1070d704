import { resolve } from 'node:path';

/** `#libs/x.js` names the source libs/x.ts here; at run time package.json sends it to the build in dist/. */
export default {
  resolve: {
    alias: { '#libs': resolve('libs'), '#apps': resolve('apps') },
    extensionAlias: { '.js': ['.ts', '.js'] },
  },
};
