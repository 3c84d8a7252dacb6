export { type BudgetRow, type ReportFreelancer, type TimesheetRow, type WeeklyMilestoneRow } from './client.sql.ts';
export { clientBudget, clientTimesheet, clientWeekly, type ReportDays, type WeeklyReport } from './client.ts';
export { type ClientFigures, type DayViews, type Figures, figuresOf, type FreelancerFigures } from './figures.ts';
export { freelancerReport, type FreelancerReport, type WorkStatus } from './freelancer.ts';
export { countProfileView } from './views.ts';
