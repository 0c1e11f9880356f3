import Kernel
import Platform
import Store

extension Quota {
    static let packages = Quota(
        "tutoring.packages",
        .packageManage,
        most: 200,
        counting: .rows(weight: "1", at: "k.created_at") {
            "package k JOIN tutor t ON t.id = k.tutor_id WHERE t.account_id = \($0.account) AND k.state <> 'archived'"
        },
        counted: ["it": "pacchetti non archiviati", "en": "packages that are not archived"],
        frees: ["it": "Archiviare un pacchetto libera un posto.", "en": "Archiving a package frees one."],
        because: "A tutor offers some lengths and numbers of lessons in each subject."
    )
}
