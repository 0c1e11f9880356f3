import HTTPTypes
import Kernel

/// The edge's own refusals, rendered as those of the routes are.
enum Rendering {
    static func reply(for problem: Problem, _ exchange: Exchange) -> Reply {
        ProblemRenderer.reply(
            for: problem,
            languages: exchange.languages,
            requestID: exchange.requestID,
            instance: exchange.forwardedPrefix + exchange.path,
            sentToken: exchange.head.headerFields.contains(.authorization)
        )
    }
}
