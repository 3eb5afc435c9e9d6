/** The version of this build of central, as its proposals name it; a test keeps it equal to `package.json`. */
export const VERSION = '0.1.0';
