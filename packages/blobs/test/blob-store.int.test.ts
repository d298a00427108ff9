import { describeListing } from './contract/listing.ts';
import { describeReading } from './contract/reading.ts';
import { describeWriting } from './contract/writing.ts';
import { DRIVERS, type StoreUnderTest } from './support/stores.ts';

// One contract, held by every driver.
describe.each(DRIVERS)('blobs on %s', (_driver, open) => {
  let storage: StoreUnderTest;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.stop());

  describeWriting(() => storage);
  describeReading(() => storage);
  describeListing(() => storage);
});
