export { contactPhone, email, phone, pincode } from './contact.ts';
export { anyId, cursor, id, mediaPath, slug } from './identifiers.ts';
export { money, positiveMoney, quantity, signedMoney } from './numbers.ts';
export { humanText, oneLine } from './text.ts';
export { calendarDate, instant, timeZone } from './time.ts';
