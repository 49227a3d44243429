/** Whether `file` is code, by its name. */
export const isSource = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

/** Whether `file` is JavaScript, by its name: nothing in it declares types but comments. */
export const isJavaScript = (file: string): boolean => /\.[cm]?jsx?$/.test(file);
