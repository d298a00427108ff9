/** Old names of paths, tried in order. The canonical path is what routes and services see. */
const ALIASES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\/api\/(?!v\d+(?:\/|$))/, '/api/v1/'],
  [/^\/(?=(?:auth\/otp|cars|scans|payments\/razorpay)(?:\/|$))/, '/api/v1/'],
];
const RENAMED: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\/api\/v1\/profile(?=\/|$)/, '/api/v1/users/profile'],
];

/** The canonical form of a path: what an alias stands for, else the path itself. */
export function canonicalPath(path: string): string {
  const full = ALIASES.reduce(
    (current, [pattern, replacement]) => current.replace(pattern, replacement),
    path,
  );
  return RENAMED.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), full);
}

/**
 * Whether a path can be passed on as it is. Dot segments and encoded slashes are refused rather than
 * resolved, because the next hop might resolve them differently and so dodge the route that was checked.
 */
export const isSafePath = (path: string): boolean =>
  path.startsWith('/') && !/\/\/|\\|%2f|%5c|%00|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
