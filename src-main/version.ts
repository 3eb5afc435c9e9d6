/** The version of this build, as papers and central are told; a test keeps it equal to `package.json`. */
export const VERSION = '0.1.0';
