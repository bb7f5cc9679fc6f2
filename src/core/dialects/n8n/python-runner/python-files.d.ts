/** A text that the bundler reads into the program. */
declare module "*.py" {
  const text: string;
  export = text;
}
