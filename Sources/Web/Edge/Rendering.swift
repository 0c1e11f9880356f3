import HTTPTypes
import Kernel

/// Renders the edge's own refusals like those of the routes.
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
