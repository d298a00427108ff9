import { maskNumber, type Car } from '../../cars/domain/car.ts';

/** What may ever be shown of an owner. */
export interface Owner {
  name: string;
  /** Masked, unless the owner agreed to share it. */
  phone: string;
  plan: 'basic' | 'premium';
  /** End of the premium plan; undefined when it never ends. */
  planExpiresAt: Date | undefined;
}

/** What anybody with the code sees. */
export interface MaskedCarView {
  gate: true;
  car: { model: string; maskedNumber: string; customMessage: string | null };
}

/** What a scanner sees who left a phone number, or anybody where the owner is premium. */
export interface FullCarView {
  gate: false;
  car: {
    model: string;
    maskedNumber: string;
    customMessage: string | null;
    carNumber: string;
    customFields: Record<string, string>;
    selectedTemplate: string;
    owner: { name: string; phone: string };
  };
}

export type CarView = MaskedCarView | FullCarView;

/** Premium counts until the instant it ends, whoever has or has not heard of that by then. */
export const isPremium = (owner: Owner, now: Date): boolean =>
  owner.plan === 'premium' && (owner.planExpiresAt === undefined || owner.planExpiresAt > now);

export const maskedCarView = (car: Car): MaskedCarView => ({
  gate: true,
  car: {
    model: car.carModel,
    maskedNumber: maskNumber(car.carNumber),
    customMessage: car.customMessage ?? null,
  },
});

export const fullCarView = (car: Car, owner: Owner): FullCarView => ({
  gate: false,
  car: {
    ...maskedCarView(car).car,
    carNumber: car.carNumber,
    customFields: car.customFields,
    selectedTemplate: car.selectedTemplate,
    owner: { name: owner.name, phone: owner.phone },
  },
});
