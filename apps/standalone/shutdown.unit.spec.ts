import { describe, expect, it } from '@jest/globals';
import { Shutdown } from './shutdown.js';

describe('shutdown', () => {
  it('undoes a start from its end, once, and past a step that fails', async () => {
    const shutdown = new Shutdown();
    const stopped: string[] = [];
    shutdown.add('the store', () => Promise.resolve(void stopped.push('store')));
    shutdown.add('the broken part', () => Promise.reject(new Error('stuck')));
    shutdown.add('the intake', () => Promise.resolve(void stopped.push('intake')));
    await expect(shutdown.run()).rejects.toThrow('could not stop the broken part');
    await expect(shutdown.run()).rejects.toThrow('could not stop the broken part');
    expect(stopped).toEqual(['intake', 'store']);
  });
});
