import Kernel
import Platform

extension Quota {
    static let planPages = Quota(
        "tutoring.plan_pages_an_hour",
        .planUse,
        of: [.student],
        most: 30,
        .window(.hours(1)),
        counting: .uses,
        counted: ["it": "pagine di pagamento in un'ora", "en": "payment pages in an hour"],
        frees: ["it": "col tempo", "en": "with time"],
        because: "One attempt every two minutes; the provider counts our requests for all students together."
    )
}
