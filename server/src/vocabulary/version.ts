/** The product's version, equal to package.json (a test says so). */
export const version = '0.1.0';
