import Kernel
import Platform
import Web

extension Feature {
    static let jobs = Feature(
        routes: JobRoutes.rows.tagged("Jobs"),
        migrations: Job.migrations,
        lifecycles: [Job.lifecycle.table(named: Job.kind)],
        effects: Job.effects,
        deadlines: Job.deadlines,
        jobs: [TellOfJob.self],
        quotas: [.jobsADay, .jobEditsADay, .directionsADay],
        bounds: [
            Bound("POST /jobs", .jobsADay),
            Bound("PUT /jobs/{id}", .jobEditsADay),
            Bound("DELETE /jobs/{id}", because: "a job is cancelled once"),
            Bound("POST /jobs/{id}/cancel", because: "a job is cancelled once"),
            Bound("PUT /jobs/{id}/assign", .directionsADay),
            Bound("PUT /jobs/{id}/decline", because: "changes a job that exists"),
            Bound("PUT /jobs/{id}/status", because: "changes a job that exists"),
            Bound("PUT /jobs/{id}/accept-quote", because: "a job has one award at a time"),
        ],
        personalData: [awardData, jobFileData, jobData],
        retention: [jobRetention],
        templates: JobNotices.templates,
        personSealed: [Job.sealedAddress, Job.sealedAccessNote],
        audit: JobPosting.self
    )
}
