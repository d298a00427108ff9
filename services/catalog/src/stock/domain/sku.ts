/** A stock keeping unit as merchants write it: capitals, digits, dot, hyphen, underscore; 64 at the most. */
export const SKU_PATTERN = /^[A-Z0-9][A-Z0-9._-]{0,63}$/;
