/** What an owner says about a car. */
export interface CarFields {
  carNumber: string;
  carModel: string;
  customMessage: string | undefined;
  /** Labels and texts of the owner's choice. */
  customFields: Record<string, string>;
  /** How the owner's app draws the sticker. */
  selectedTemplate: string;
}

export interface Car extends CarFields {
  id: string;
  ownerUserId: string;
  /** What its sticker says. */
  code: string;
  /** Grows by one with each change; the ETag. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/**
 * A number plate that only somebody who stands before the car recognises: the first two and the last two
 * characters stay, fewer of a short one.
 */
export function maskNumber(carNumber: string): string {
  const characters = [...carNumber.replace(/\s+/g, '')];
  const head = characters.length > 5 ? 2 : 1;
  const tail = characters.length - Math.min(head, Math.max(characters.length - 2, 0));
  return characters.map((character, at) => (at < head || at >= tail ? character : '*')).join('');
}
