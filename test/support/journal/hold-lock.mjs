// Holds the writer's lock until it is killed; the same SQLite lock the ledger takes.
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2]);
database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
process.send('locked');
process.on('message', () => database.close());
