import { keepServer } from '../shared-server/keep-server.js';
import { PostgresServer } from './postgres-server.js';

keepServer(() => PostgresServer.start());
