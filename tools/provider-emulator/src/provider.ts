import { type Router } from 'express';
import { type SupportedFaults } from './faults/fault.ts';

/** One table of the status page; cells are plain text. */
export interface StatusTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What every emulated provider offers to the emulator around it. One folder per provider. */
export interface EmulatedProvider {
  /** The name faults are armed by, and the segment after `/emulator/`. */
  readonly name: string;
  readonly supportedFaults: SupportedFaults;
  /** The provider's own API and its `/emulator/<name>` routes, with their full paths. */
  readonly router: Router;
  statusTables(): StatusTable[];
  /** Forgets everything and ends everything under way. */
  reset(): void;
}
