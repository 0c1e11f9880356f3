import Kernel

extension Feature {
    static let jobs = Feature(
        routes: JobRoutes.routes,
        migrations: Jobs.migrations,
        jobs: [ForgetFinishedJobs.self],
        schedules: [Every("jobs.forget", .hours(1), ForgetFinishedJobs())],
        problems: Jobs.problems,
        administration: [.jobsManage],
        impersonalTables: [
            ImpersonalTable("job", "arguments are identifiers"),
            ImpersonalTable("job_queue", "names of queues"),
            ImpersonalTable("schedule_slot", "names of schedules"),
        ],
        audit: JobAction.self
    )
}
