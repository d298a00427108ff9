export { createJobAdmin, type JobAdmin, type ParkedJob } from './admin/job-admin.ts';
export { defineJob, type JobDefinition, type JobPolicy } from './definition/define-job.ts';
export { handleJob, type HandledJob, type JobContext, type JobHandler } from './definition/handle-job.ts';
export { createJobsCollection } from './persistence/job.model.ts';
export { createJobQueue, type JobQueue, type JobType } from './queue/job-queue.ts';
export { type JobQueueSettings } from './queue/settings.ts';
export { type Recurrence } from './recurring/recurring-jobs.ts';
