import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brokerJars } from './broker-jars.js';

const LOG4J = fileURLToPath(new URL('log4j2.properties', import.meta.url));
const START_DEADLINE_MS = 60_000;
const LEAN_JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/**
 * The broker dies with whoever started it: when the pipe to its standard input closes, for whatever reason, the shell
 * kills it by its process id.
 */
const LEASH = 'exec 3<&0; "$@" </dev/null 3<&- & broker=$!; { cat <&3 >/dev/null; kill -9 $broker; } & wait $broker';

/** A real Apache Kafka in KRaft mode on this machine, alone in its cluster, with a data folder of its own. */
export class Broker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly jars: string,
    /** `host:port` */
    readonly address: string,
  ) {}

  static async start(): Promise<Broker> {
    const jars = brokerJars();
    const folder = mkdtempSync(join(tmpdir(), 'token-ledger-kafka-'));
    const [port, controllerPort] = await freePorts(2);
    const broker = new Broker(folder, jars, `127.0.0.1:${port}`);
    writeFileSync(broker.propertiesFile, properties(folder, Number(port), Number(controllerPort)));
    broker.format();
    await broker.resume();
    return broker;
  }

  /** Starts it again on the data it had. */
  async resume(): Promise<void> {
    const log = openSync(join(this.folder, 'broker.log'), 'a');
    const java = ['java', '-Xmx512m', ...LEAN_JVM, `-Dlog4j2.configurationFile=${LOG4J}`, '-cp', `${this.jars}/*`];
    this.child = spawn('sh', ['-c', LEASH, 'leash', ...java, 'kafka.Kafka', this.propertiesFile], {
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    await this.answers();
  }

  /** Ends it at once, as a power cut would; its data stay. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin?.end();
    await exited;
  }

  /** Ends it and removes what it wrote. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get propertiesFile(): string {
    return join(this.folder, 'server.properties');
  }

  private format(): void {
    const java = [
      ...LEAN_JVM,
      `-Dlog4j2.configurationFile=${LOG4J}`,
      '-cp',
      `${this.jars}/*`,
      'kafka.tools.StorageTool',
    ];
    const random = Buffer.from(crypto.randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
    // One that begins with a dash would be taken for an option.
    const clusterId = random.replace(/^-/, 'A');
    const formatted = spawnSync('java', [...java, 'format', '-t', clusterId, '-c', this.propertiesFile], {
      encoding: 'utf8',
    });
    if (formatted.status !== 0) throw new Error(`Formatting the broker failed: ${formatted.stdout}${formatted.stderr}`);
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + START_DEADLINE_MS;
    const [host, port] = this.address.split(':');
    while (Date.now() < deadline && this.child?.exitCode === null) {
      if (await accepts(String(host), Number(port))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The broker did not start:\n${readFileSync(join(this.folder, 'broker.log'), 'utf8')}`);
  }
}

function properties(folder: string, port: number, controllerPort: number): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `BROKER://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `BROKER://127.0.0.1:${port}`,
    'inter.broker.listener.name': 'BROKER',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, 'data'),
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    // A broker killed and started again waits until the controller has given up its former self.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
    // So that a deleted topic's folder, and disk, is gone before the run is over.
    'log.segment.delete.delay.ms': 1000,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
