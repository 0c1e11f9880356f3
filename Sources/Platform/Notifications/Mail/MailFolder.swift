import Foundation
import Kernel

/// Writes e-mails to a folder, for development only.
package struct MailFolder: MailCarrier {
    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var isReal: Bool { false }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        let folder = URL(fileURLWithPath: path)
        let name = mail.messageID.prefix { $0 != "@" } + ".eml"
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data(MailMessage(mail).bytes).write(
                to: folder.appendingPathComponent(String(name)),
                options: .atomic
            )
        } catch {
            throw MailFailure(isPermanent: false, detail: "\(error)")
        }
        return MailReceipt(providerID: String(name))
    }
}
