/** The desktop app's thread that finds codes in pictures, bundled beside the core that starts it. */
import '../../features/verify/code-worker.ts';
