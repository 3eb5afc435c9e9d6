import { z } from 'zod';

/** The three roles at a centre, and central itself for the entries it writes. */
export const Role = z.enum(['operator', 'technician', 'supervisor']);
export type Role = z.infer<typeof Role>;

export const ActorRole = z.enum([...Role.options, 'central']);
export type ActorRole = z.infer<typeof ActorRole>;
