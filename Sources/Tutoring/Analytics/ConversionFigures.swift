import Kernel
import Platform
import Store
import Web

/// The way of visitors to their first lesson.
struct ConversionView: View {
    /// The steps of all of the days.
    var total: ConversionFigures
    /// The steps of each part of the days, in order; empty when they are not divided.
    var groups: [ConversionFigures]

    static func of(
        _ period: FigurePeriod,
        parts: [FigurePeriod],
        _ tx: borrowing Tx
    ) throws -> ConversionView {
        ConversionView(
            total: try ConversionFigures.of(period, tx),
            groups: try parts.map { try ConversionFigures.of($0, tx) }
        )
    }
}

/// The steps of people whose first visit is in some days.
struct ConversionFigures: Codable, Sendable {
    /// The first day.
    var from: CivilDate
    /// The last day.
    var to: CivilDate
    /// The steps in order.
    var steps: [Step]

    /// A step on the way.
    struct Step: Codable, Sendable {
        /// `visit`, `search`, `profile`, `hold`, `paid` or `completed`.
        var name: String
        /// People who made it, after all steps before it and within seven days of the last one.
        var people: Figure
        /// Their share of the people of the step before; of the first step, 1.
        var share: Figure
    }

    static func of(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> ConversionFigures {
        let reached = try VisitorFunnel.tutoring.reached(from: period.start, until: period.end, tx)
        let names = VisitorFunnel.tutoring.steps.map(\.name)
        let steps = zip(names, reached).enumerated().map { index, step in
            Step(
                name: step.0,
                people: Figure(
                    count: step.1,
                    "People who made this step within 7 days of the one before.",
                    over: period.window
                ),
                share: Figure(
                    step.1,
                    of: index == 0 ? step.1 : reached[index - 1],
                    "People of this step / people of the step before.",
                    over: period.window
                )
            )
        }
        return ConversionFigures(from: period.from, to: period.to, steps: steps)
    }
}

extension VisitorFunnel {
    /// From a visit to a lesson that took place.
    static let tutoring = VisitorFunnel([
        .event("visit"), .event("search"), .event("profile"),
        .deed("hold") { start, end in
            "SELECT l.student_id, l.created_at FROM lesson l WHERE l.created_at >= \(start) AND l.created_at < \(end)"
        },
        .deed("paid") { start, end in
            "SELECT p.student_id, p.paid_at FROM purchase p WHERE p.paid_at >= \(start) AND p.paid_at < \(end)"
        },
        .deed("completed") { start, end in
            """
            SELECT l.student_id, l.ends_at FROM lesson l
             WHERE l.ends_at >= \(start) AND l.ends_at < \(end)
               AND (l.state IN ('completed', 'student_absent') OR l.state = 'settled' AND l.share < 100)
            """
        },
    ])
}
