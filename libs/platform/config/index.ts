export { ConfigError, type Config, type KafkaConfig, type KafkaOutConfig, type SaslConfig } from './config.js';
export { loadConfig, processConfig, type Environment } from './load-config.js';
export { configReference } from './reference.js';
export { SETTINGS, type SettingName } from './settings.js';
