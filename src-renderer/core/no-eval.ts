import { z } from 'zod';

// First of all imports: schemas are read and not compiled, for the content security policy allows no `eval`.
z.config({ jitless: true });
