import { describe } from '@jest/globals';
import { onSqlite } from '../support/projections/views-harness.js';
import { viewStoreContract } from './view-store.contract.js';

describe('read models in SQLite', () => viewStoreContract(onSqlite));
