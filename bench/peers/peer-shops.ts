import type { Shop } from '../harness/shop.ts';
import { openMedusa } from './medusa.ts';
import { peerTitle, type PeerName } from './packages.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { openVendure } from './vendure.ts';

type OpenPeer = (buyers: number, postgres: Postgres, progress: (line: string) => void) => Promise<Shop>;
const PEERS: Array<[PeerName, OpenPeer]> = [
  ['vendure', openVendure],
  ['medusa', openMedusa],
];

/** The shops that Chowk is measured beside, each with a PostgreSQL of its own; those that cannot be had are told. */
export async function openPeerShops(options: {
  buyers: number;
  progress: (line: string) => void;
}): Promise<{ shops: Shop[]; skipped: string[] }> {
  const { buyers, progress } = options;
  const shops: Shop[] = [];
  const skipped: string[] = [];
  for (const [name, open] of PEERS) {
    try {
      const postgres = await startPostgres();
      try {
        const shop = await open(buyers, postgres, progress);
        // Once for all, so that one that does not work is known before the rounds.
        for (let buyer = 0; buyer < buyers; buyer++) await shop.checkout(buyer);
        const stop = async (): Promise<void> => {
          await shop.stop();
          await postgres.stop();
        };
        shops.push({ ...shop, stop });
      } catch (error) {
        await postgres.stop();
        throw error;
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const line = `${peerTitle(name)} was skipped: ${why.replaceAll('\n', ' ').slice(0, 400)}`;
      progress(line);
      skipped.push(line);
    }
  }
  return { shops, skipped };
}
