import type { CarFields } from '../cars/domain/car.ts';

/** Cars of the demo city. Owners are demo users of auth, whose ids are fixed. */
export const DEMO_CARS: ReadonlyArray<CarFields & { ownerUserId: string }> = [
  {
    ownerUserId: 'usr_00000000000000000000000A01',
    carNumber: 'KA 03 QX 4821',
    carModel: 'Maruti Suzuki Swift, red',
    customMessage: 'Parked here till six. Blocking you? Tell me and I come down.',
    customFields: { Society: 'Sunrise Residency', Flat: 'B-204' },
    selectedTemplate: 'classic',
  },
  {
    ownerUserId: 'usr_00000000000000000000000M01',
    carNumber: 'KA 05 MN 7310',
    carModel: 'Tata Nexon EV, blue',
    customMessage: 'Charging. Please do not unplug.',
    customFields: {},
    selectedTemplate: 'bold',
  },
];
