/** The search worker of the desktop app, bundled beside the core that starts it. */
import '../../search/search-worker.ts';
