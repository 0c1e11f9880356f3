import Kernel

/// The conditions of a job's moves that depend on the time or on a count.
extension Guard where Subject == Job {
    static let nearStart = Guard(
        "near_start",
        ["en": "It is too early to begin."]
    ) { job in
        guard let start = job.startAt else { return [] }
        return job.seenAt >= start - .hours(job.terms.earlyStartHours)
            ? [] : [Problem.Fault("/status", .tooEarly)]
    }

    static let pastStart = Guard(
        "past_start",
        ["en": "Before the planned start the job can be cancelled instead."]
    ) { job in
        guard let start = job.startAt else { return [] }
        return job.seenAt > start ? [] : [Problem.Fault("/status", .tooEarly)]
    }

    static let reworkLeft = Guard(
        "rework_left",
        ["en": "All reworks have been used; open a dispute instead."]
    ) { job in
        job.reworks < job.terms.reworks ? [] : [Problem.Fault("/status", .noReworkLeft)]
    }

    static let recentlyCompleted = Guard(
        "recently_completed",
        ["en": "The time for a dispute is over."]
    ) { job in
        guard let completed = job.completedAt else { return [] }
        return job.seenAt <= completed + .days(job.terms.disputeDays)
            ? [] : [Problem.Fault("/status", .tooLate)]
    }
}
