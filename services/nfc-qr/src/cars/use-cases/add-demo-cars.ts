import type { CarFields } from '../domain/car.ts';
import type { KeepCars } from './keep-cars.ts';

/** More cars than any demo owner has. */
const ALL = 1000;

/** Registers the demo cars whose number their owner has not got yet. Returns how many were new. */
export async function addDemoCars(
  keep: Pick<KeepCars, 'list' | 'register'>,
  cars: ReadonlyArray<CarFields & { ownerUserId: string }>,
): Promise<number> {
  let added = 0;
  for (const { ownerUserId, ...fields } of cars) {
    const known = await keep.list(ownerUserId, ALL, undefined);
    if (known.some(({ carNumber }) => carNumber === fields.carNumber)) continue;
    await keep.register(ownerUserId, fields, undefined);
    added += 1;
  }
  return added;
}
