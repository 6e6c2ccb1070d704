import { keepServer } from '../shared-server/keep-server.js';
import { Broker } from './broker.js';

keepServer(() => Broker.start());
