import Kernel
import Logging
import ServiceLifecycle
import Store
import Web

/// Runs the jobs of one site, and fires its schedules.
///
/// Any number of processes may do so over one database.
///
/// One claimer takes jobs in batches for the workers of each queue. Claimed jobs are leased; the lease is renewed while
/// they wait and run, and taken over by another process when it runs out. Attempts are counted when a job is claimed,
/// so that a job that crashes its process does not do so for ever.
package final class JobRunner: Service {
    package struct Options: Sendable {
        package var lease = Duration.seconds(60)
        /// The interval of the claimer without a wake-up.
        package var poll = Duration.seconds(1)
        /// The interval of renewing leases, taking over expired ones and measuring queues.
        package var upkeep = Duration.seconds(5)
        /// The time for running jobs to end once the process stops.
        package var drain = Duration.seconds(20)

        package init() {}
    }

    let site: Site
    let name: String
    private let options: Options
    private let kinds: JobKinds
    private let scheduler: Scheduler
    private let queues: [JobQueue]
    private let running = RunningJobs()
    private let tally = JobTally()
    private let buffer: JobBuffer
    private let wakeUps: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    package init(_ site: Site, options: Options = Options()) {
        self.site = site
        self.options = options
        name = ID<JobRunner>.new(at: site.now()).description
        let kinds = JobKinds(site.product.jobs)
        self.kinds = kinds
        queues = kinds.queues
        scheduler = Scheduler(site.product.schedules.filter { $0.isEnabled(site) })
        let (wakeUps, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.wakeUps = wakeUps
        self.wake = wake
        buffer = JobBuffer { wake.yield() }
    }

    /// Runs until the service group stops, or the task is cancelled.
    ///
    /// A runner runs once.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { side in
            side.addTask { await self.tick() }
            side.addTask { await self.listen() }
            side.addTask { await self.keepUp() }
            await withTaskCancellationOrGracefulShutdownHandler {
                await self.work()
            } onCancelOrGracefulShutdown: {
                self.wake.finish()
            }
            side.cancelAll()
        }
    }

    private func work() async {
        await withTaskGroup(of: Void.self) { group in
            for queue in queues {
                for _ in 0..<queue.workers { group.addTask { await self.work(on: queue) } }
            }
            await claimWhileAwake()
            await release(buffer.close())
            group.addTask { await self.cutOff() }
            // Every worker ends by itself or is cut off; the remaining task is the cut-off itself.
            for _ in 0..<queues.reduce(0, { $0 + $1.workers }) { _ = await group.next() }
            group.cancelAll()
        }
    }

    private func claimWhileAwake() async {
        for await _ in wakeUps {
            await site.log.surviving("firing schedules") { try await self.fireSchedules() }
            for queue in queues {
                await site.log.surviving("claiming jobs") { try await self.claim(queue) }
            }
        }
    }

    private func claim(_ queue: JobQueue) async throws {
        while true {
            let room = buffer.room(in: queue)
            guard room > 0 else { return }
            let jobs = try await claim(queue, atMost: room)
            guard buffer.put(jobs, in: queue) else { return await release(jobs) }
            if jobs.count < room { return }
        }
    }

    private func claim(_ queue: JobQueue, atMost count: Int) async throws -> [JobRow] {
        let (name, lease, kinds) = (name, options.lease, kinds.names)
        return try await site.db.write { tx in
            try JobStore.claim(queue, of: kinds, atMost: count, by: name, until: tx.now + lease, tx)
        }
    }

    private func work(on queue: JobQueue) async {
        while let job = await buffer.next(in: queue) { await run(job) }
    }

    /// Runs one claimed job and records the outcome.
    private func run(_ job: JobRow) async {
        let verdict = await verdict(on: job)
        tally.count(job.kind, verdict.state)
        let name = name
        await site.log.surviving("noting the end of a job") {
            // The outcome of a cancelled job must be recorded, so this does not inherit the cancellation.
            let isNoted = try await finishing {
                try await self.site.db.write { tx in try JobStore.settle(job, verdict, by: name, tx) }
            }
            if !isNoted { self.log(of: job).warning("a job was taken away while it ran") }
        }
    }

    private func verdict(on job: JobRow) async -> JobStore.Verdict {
        guard let kind = kinds[job.kind] else {
            return .dead(job, "unknown kind: \(job.kind)", at: site.now())
        }
        let call = JobCall(
            site: site,
            id: job.id,
            attempt: job.attempt,
            isLastAttempt: job.attempt >= job.maxAttempts,
            log: log(of: job)
        )
        do {
            let work = try kind.decode(job.args)
            let outcome = try await running.run(JobStore.Lease(job), for: kind.policy.timeout) {
                try await work.run(call)
            }
            return .after(outcome, job, at: site.now())
        } catch is JobReleased {
            return .released(job, at: site.now())
        } catch {
            log(of: job).warning("a job failed", error: error)
            return .failed(job, error, kind.policy.backoff, at: site.now())
        }
    }

    /// Releases jobs that were claimed and not begun.
    private func release(_ jobs: [JobRow]) async {
        guard !jobs.isEmpty else { return }
        let name = name
        await site.log.surviving("releasing jobs") {
            try await Task {
                try await self.site.db.write { tx in
                    for job in jobs { _ = try JobStore.settle(job, .released(job, at: tx.now), by: name, tx) }
                }
            }.value
        }
    }

    private func cutOff() async {
        do {
            try await Task.sleep(for: options.drain)
            running.releaseAll()
        } catch {}
    }

    private func tick() async {
        while !Task.isCancelled {
            wake.yield()
            do { try await Task.sleep(for: options.poll) } catch { return }
        }
    }

    private func listen() async {
        for await _ in site.db.listen(JobStore.channel) { wake.yield() }
    }

    private func keepUp() async {
        while !Task.isCancelled {
            await site.log.surviving("renewing leases") { try await self.renew() }
            await site.log.surviving("taking over leases") { try await self.rescue() }
            await site.log.surviving("measuring queues") {
                try await QueueLimits.enforce(self.queues, in: self.site.db)
            }
            do { try await Task.sleep(for: options.upkeep) } catch { return }
        }
    }

    private func renew() async throws {
        let (name, lease) = (name, options.lease)
        let known = running.leases.union(buffer.leases)
        let held = try await site.db.write { tx in Set(try JobStore.renew(name, until: tx.now + lease, tx)) }
        let lost = known.subtracting(held)
        buffer.drop(lost)
        running.release(lost)
    }

    private func rescue() async throws {
        let (kinds, queues) = (kinds.names, queues)
        let (rescued, buried) = try await site.db.write { tx in
            let rescued = try JobStore.rescue(tx)
            try JobStore.adopt(queues, tx)
            return (rescued, try JobStore.buryStrangers(knowing: kinds, in: queues, tx))
        }
        if rescued > 0 {
            site.log.warning("took over the jobs of a lost process", metadata: ["count": "\(rescued)"])
        }
        if buried > 0 { site.log.error("gave up jobs of an unknown kind", metadata: ["count": "\(buried)"]) }
    }

    private func log(of job: JobRow) -> Logger {
        var log = site.log
        log[metadataKey: "job"] = "\(job.id)"
        log[metadataKey: "kind"] = "\(job.kind)"
        return log
    }
}

extension JobRunner {
    /// Runs the due jobs by the site's clock, one after the other, until none is due; returns their number.
    ///
    /// For tests and commands; a server uses ``run()``.
    package func runDue() async throws -> Int {
        var count = 0
        while true {
            var isIdle = true
            for queue in queues {
                let jobs = try await claim(queue, atMost: 16)
                for job in jobs { await run(job) }
                count += jobs.count
                if !jobs.isEmpty { isIdle = false }
            }
            if isIdle { return count }
        }
    }

    /// Fires every schedule whose slot is due by the site's clock.
    package func fireSchedules() async throws {
        try await scheduler.fire(in: site.db, at: site.now())
    }

    /// One round of the runner's regular maintenance.
    package func upkeep() async throws {
        try await renew()
        try await rescue()
        try await QueueLimits.enforce(queues, in: site.db)
    }

    /// Adds the depth of the queues and the age of their oldest jobs to the metrics.
    package func report(to metrics: Metrics) {
        let (product, site) = (site.product.name, site)
        tally.report(to: metrics, of: product)
        metrics.gauges("portico_jobs_waiting", "Due jobs that wait for a worker.") {
            await Self.backlog(of: site).map {
                ([("product", product), ("queue", $0.queue)], Double($0.depth))
            }
        }
        metrics.gauges("portico_jobs_oldest_seconds", "The waiting time of the oldest due job, in seconds.") {
            await Self.backlog(of: site).map { backlog in
                let age = backlog.oldest.map { site.now() - $0 } ?? .zero
                return ([("product", product), ("queue", backlog.queue)], Double(age.micros) / 1e6)
            }
        }
    }

    /// Empty when the database does not answer, so that the metrics page still works.
    private static func backlog(of site: Site) async -> [JobBacklog] {
        do {
            return try await site.db.read { tx in try JobBacklog.measure(tx) }
        } catch {
            site.log.warning("measuring queues failed", error: error)
            return []
        }
    }
}
