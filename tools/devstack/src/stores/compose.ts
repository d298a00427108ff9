import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../machine/ports.ts';
import type { StoreName } from './ways.ts';

const run = promisify(execFile);
const UP_MS = 600_000; // the images may have to be pulled
const COMPOSE_FILE = path.resolve(import.meta.dirname, '../../../../docker-compose.yml');

/** The services of docker-compose.yml as this checkout's own project: own volumes, own loopback ports. */
export class ComposeProject {
  readonly #project: string;
  readonly #wanted: StoreName[];
  readonly #progress: (line: string) => void;
  #up: Promise<Record<StoreName, number>> | undefined;

  constructor(id: string, wanted: StoreName[], progress: (line: string) => void) {
    this.#project = `chowk-${id}`;
    this.#wanted = wanted;
    this.#progress = progress;
  }

  /** Starts all wanted services in one go (compose runs side by side would race for the network) and gives one's port. */
  async up(service: StoreName): Promise<{ port: number }> {
    this.#up ??= this.#start();
    return { port: (await this.#up)[service] };
  }

  /** Stops the containers; their volumes keep the data. */
  async stop(): Promise<void> {
    if (!this.#up) return;
    await run('docker', ['compose', '-f', COMPOSE_FILE, '-p', this.#project, 'stop'], { timeout: UP_MS });
  }

  /** Removes containers and volumes of a checkout; nothing happens when there are none. */
  static async remove(id: string): Promise<void> {
    await run('docker', ['compose', '-f', COMPOSE_FILE, '-p', `chowk-${id}`, 'down', '--volumes'], {
      timeout: UP_MS,
    });
  }

  async #start(): Promise<Record<StoreName, number>> {
    this.#progress(`docker compose up ${this.#wanted.join(' ')} (the first time pulls the images)`);
    const ports = { mongodb: await freePort(), redis: await freePort(), rabbitmq: await freePort() };
    await run(
      'docker',
      ['compose', '-f', COMPOSE_FILE, '-p', this.#project, 'up', '--detach', '--wait', ...this.#wanted],
      {
        timeout: UP_MS,
        env: {
          ...process.env,
          CHOWK_MONGODB_PORT: String(ports.mongodb),
          CHOWK_REDIS_PORT: String(ports.redis),
          CHOWK_RABBITMQ_PORT: String(ports.rabbitmq),
        },
      },
    );
    return ports;
  }
}
