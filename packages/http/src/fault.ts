import type { FaultCode, FieldError } from '@boussole/contracts'

/** What goes wrong before any rule is asked. Its code has a status and a French sentence in `contracts/problems.ts`. */
export class Fault extends Error {
  readonly fault: FaultCode
  readonly errors: readonly FieldError[] | undefined
  constructor(fault: FaultCode, errors?: readonly FieldError[]) {
    super(fault)
    this.name = 'Fault'
    this.fault = fault
    this.errors = errors
  }
}
