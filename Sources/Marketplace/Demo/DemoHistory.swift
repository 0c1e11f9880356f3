import Kernel
import Platform
import Store

/// The lives of the demo's jobs as they happened: one move after the other, with the time-outs between them.
struct DemoHistory: Sendable {
    private let moves: [Move]
    private let end: Instant

    private struct Move: Sendable {
        let at: Instant
        let number: Int
        let job: DemoJob
        /// Nil for the posting.
        let step: DemoStep?
    }

    init(of jobs: [DemoJob], until end: Instant) {
        self.end = end
        let moves = jobs.enumerated().flatMap { number, job in
            let posted = end - job.age
            return [Move(at: posted, number: number, job: job, step: nil)]
                + job.steps.map { Move(at: posted + $0.after, number: number, job: job, step: $0.step) }
        }
        // Moves of one moment stay in their order.
        self.moves = moves.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    func play(at site: Site) async throws {
        var posted: [Int: ID<Job>] = [:]
        for move in moves {
            try await Deadline.catchUp(until: move.at, at: site)
            let (job, step, known) = (move.job, move.step, posted[move.number])
            posted[move.number] = try await site.db.write(at: move.at) { tx in
                guard let step, let known else { return try job.post(at: site, tx).id }
                try step.run(on: known, at: site, tx)
                return known
            }
        }
        try await Deadline.catchUp(until: end, at: site)
    }
}
