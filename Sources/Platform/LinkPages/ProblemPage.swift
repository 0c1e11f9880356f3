import Kernel
import Web

/// A refusal as a page, with advice.
enum ProblemPage {
    static func reply(
        _ problem: Problem,
        at product: ProductDefinition,
        _ languages: [Language],
        _ requestID: String
    ) -> Reply {
        let language = languages.first ?? product.languages.first ?? .english
        let title = problem.code.title
        var parts: [String] = []
        if let seconds = problem.retryAfter {
            parts.append(PageHTML.paragraph(PageText.comeBack(in: seconds).text(in: language)))
        } else if let detail = problem.detail {
            parts.append(PageHTML.paragraph(detail.text(in: language)))
        }
        parts += problem.faults.map { PageHTML.paragraph($0.refusal.message.text(in: language)) }
        if let advice = advice[problem.code.name] {
            parts.append(PageHTML.paragraph(advice.text(in: language)))
        }
        if problem.code.status >= 500 {
            parts.append("<p class=\"fine\" dir=\"ltr\">\(PageHTML.escaped(requestID))</p>")
        }
        let status = problem.code.status
        var reply = LinkPage(title, at: product, in: language, status: status, isTranslated: false, parts)
            .reply
        if let seconds = problem.retryAfter { reply.headers.append(("retry-after", String(seconds))) }
        return reply
    }

    private static let advice: [String: LocalizedText] = [
        Problem.Code.linkExpired.name: PageText.openFileAgain,
        Problem.Code.linkUsed.name: PageText.openFileAgain,
        Problem.Code.fileQuarantined.name: PageText.fileIsChecked,
        Problem.Code.notFound.name: PageText.linkIncomplete,
        Problem.Code.emailTaken.name: PageText.logInInstead,
        Problem.Code.forbidden.name: PageText.openFromMail,
    ]
}
