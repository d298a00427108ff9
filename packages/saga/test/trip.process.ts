// A process of its own that begins one trip and dies over it, for process-crash.int.test.ts.
import { armFailpoints } from '@chowk/runtime/failpoints';
import { connectMongo } from '@chowk/runtime/mongo';
import { openTrips, type TripData } from './trip.ts';

const { MONGODB_URI, DATABASE, TRIP, DATA, CALLED_OFF, FAILPOINT } = process.env as Record<string, string>;
const connection = await connectMongo({ uri: MONGODB_URI!, database: DATABASE!, poolSize: 5 });
// Whoever recovers is another process: this one does not sweep before it dies.
const trips = await openTrips(connection, { sweepMs: 3_600_000, budgetMs: 60_000 });
armFailpoints(`${FAILPOINT}=kill`);
if (CALLED_OFF) {
  await trips.abandon(TRIP!, JSON.parse(DATA!) as TripData);
  await trips.tell(TRIP!, 'called-off');
  await trips.store.renew(`trip:${TRIP}`, (await trips.processOf(TRIP!))!.holder!, new Date(0));
  await trips.runner.takeOver(trips.trip, TRIP!);
} else {
  await trips.begin(TRIP!, JSON.parse(DATA!) as TripData);
}
process.stderr.write(`${TRIP} outlived ${FAILPOINT}\n`);
process.exit(1);
