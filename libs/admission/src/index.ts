export { AdmissionModule } from './admission.module.js';
export { Asks } from './asks.js';
export { Admission, type Work } from './admission.js';
export { Budget, type BudgetLimits } from './budget.js';
export { CurrentVisitor, type Visitor, visitorFor, visitorOf } from './visitor.js';
