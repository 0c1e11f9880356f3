import Kernel
import Platform
import Store

/// When a job was first directed at a provider, which begins the wait for an answer.
enum JobDirection {
    static let handler = EffectHandler(.announceJob, of: Job.self) { job, _, tx in
        if job.moved == .direct { try record(job, tx) }
    }

    private static func record(_ job: Job, _ tx: borrowing Tx) throws {
        guard let provider = job.provider, let directedAt = job.directedAt else { return }
        try tx.post(
            """
            INSERT INTO job_direction (job_id, provider_id, asked_at) VALUES (\(job.id), \(provider), \(directedAt))
                ON CONFLICT (job_id, provider_id) DO NOTHING
            """
        )
    }
}
