import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/**
 * The connections of one client, and a way to end them for good: kafkajs goes on trying after it was told to disconnect,
 * connects anew, and would send what was given up after what came later.
 */
export class OwnSockets {
  private readonly open = new Set<Socket>();
  private isShut = false;

  /** As kafkajs makes them, until they are shut. */
  readonly connect: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.isShut) throw new Error('this client was given up');
    const name = net.isIP(host) === 0 ? { servername: host } : {};
    const socket = ssl
      ? tls.connect({ host, port, ...name, ...ssl }, onConnect)
      : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    return socket;
  };

  shut(): void {
    this.isShut = true;
    for (const socket of this.open) socket.destroy();
  }
}
