/** Something rendered that trace has no arm for: it says so rather than guess. */
export class UnknownForm extends Error {
  override name = 'UnknownForm';

  constructor(what: string, text: string) {
    super(`trace does not know this ${what}: ${text}`);
  }
}
