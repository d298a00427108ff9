import type { Migration } from '@chowk/runtime/mongo';
import { maskNumber } from '../cars/domain/car.ts';
import type { Target } from '../short-codes/domain/code.ts';

/** As the first release wrote them. */
interface FirstCode {
  _id: string;
  target: 'car' | Target;
  targetId: string;
}
interface FirstScan {
  _id: string;
  target?: Target;
  carId: string;
  ownerUserId: string;
}
interface FirstCar {
  _id: string;
  ownerUserId: string;
  carNumber: string;
  carModel: string;
}

/**
 * Codes and scans lead to a target, not to a car. Old scans are told by the car as it is called today, as far as
 * it is still there. Pending views are not touched: they live for milliseconds, and both shapes are read.
 *
 * `targetId` of codes and `carId` of scans stay, and are still written, because replicas of the release before
 * read them while this one is rolled out. The next release takes them away, with the indexes on them, after it has
 * run this once more for what those replicas wrote meanwhile. Until then such scans are missing from the list of
 * one car, and are in the list of all.
 */
export const targets: Migration = {
  id: '0002-targets',
  async up(connection) {
    await connection
      .collection<FirstCode>('codes')
      .updateMany({ target: 'car' }, [{ $set: { target: { kind: 'car', id: '$targetId' } } }]);

    const scans = connection.collection<FirstScan>('scans');
    const cars = connection.collection<FirstCar>('cars');
    for await (const car of cars.find({}, { projection: { ownerUserId: 1, carNumber: 1, carModel: 1 } })) {
      const { _id: id, ownerUserId, carModel: title, carNumber } = car;
      await scans.updateMany(
        { ownerUserId, carId: id, target: { $exists: false } },
        { $set: { target: { kind: 'car', id }, snapshot: { title, maskedNumber: maskNumber(carNumber) } } },
      );
    }
    // Those of cars that are gone.
    await scans.updateMany({ target: { $exists: false } }, [
      { $set: { target: { kind: 'car', id: '$carId' } } },
    ]);
  },
};
