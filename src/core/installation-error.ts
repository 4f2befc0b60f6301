/** The installation cannot start or go on as it is set up; the message is one line that says what to do. */
export class InstallationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InstallationError';
  }
}
