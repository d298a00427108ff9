// Field definitions that schemas share; spread or use them as they are.

/** A text that must be there and not be empty, as mongoose's `required` has it; where `''` is a value, give a default. */
export const text = { type: String, required: true } as const;

/** A whole number of minor units, or any count; a float or an unsafe integer is refused. */
export const minorUnits = { type: Number, required: true, validate: Number.isSafeInteger } as const;

export const instant = { type: Date, required: true } as const;

/** An amount of money below a field: `price: moneyFields`. */
export const moneyFields = { amount: minorUnits, currency: text } as const;
