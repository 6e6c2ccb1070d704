import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands before a server and, on demand, swallows what either side says: connections stay open, nobody answers. */
export class StallingProxy {
  private readonly sockets = new Set<Socket>();
  private isStalled = false;

  private constructor(
    private readonly server: Server,
    /** The database's address, by way of the proxy. */
    readonly address: string,
  ) {}

  static async before(address: string): Promise<StallingProxy> {
    const { hostname, port } = new URL(address);
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      proxy.join(near, far);
      proxy.join(far, near);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const throughProxy = new URL(address);
    throughProxy.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const proxy = new StallingProxy(server, throughProxy.href);
    return proxy;
  }

  stall(): void {
    this.isStalled = true;
  }

  resume(): void {
    this.isStalled = false;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await once(this.server.close(), 'close');
  }

  private join(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (bytes) => {
      if (!this.isStalled) to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
