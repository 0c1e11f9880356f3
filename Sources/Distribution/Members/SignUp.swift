import Kernel
import Platform
import Store
import Web

/// Coming in: a shop owner registers, and everyone sees who they are here.
enum SignUp {
    static let routes = rows.tagged("Accounts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                 handler   needs
        Post ("/auth/register", register, .anyone,  Accounts.askSummary("a shop owner's account")).limited(Accounts.messageLimit).upTo(bytes: 16_384)
        Get  ("/auth/me",       me,       .account, "Who the caller is: profile, role, zones and company")
    }

    /// Opened by the mailed link, or by a code sent to the phone.
    static func register(_ call: Call, body: NewShopOwner) async throws -> Accepted<RegistrationPromise> {
        try await call.db.read { tx in try DeliveryZone.check(body.zoneId, at: "/zone_id", tx) }
        let wish = AccountRequest(
            email: body.email,
            phone: body.phone,
            password: body.password,
            locale: body.locale?.language ?? call.preferredLanguage,
            details: try JSONValue(parsing: JSON.encode(body.registrant))
        )
        let registration = try await Accounts.accepted(wish, call)
        let said: LocalizedText = [
            "en":
                "A mail with a link is on its way: follow it and choose a password to open the account. A code sent to the phone opens it too.",
            "ar":
                "أُرسلت رسالة بريد فيها رابط: افتحه واختر كلمة مرور ليُنشأ الحساب، ويمكن ذلك أيضاً برمز يُرسل إلى الهاتف.",
            "ku":
                "ئیمەیڵێک بە بەستەرێکەوە نێردرا: بیکەرەوە و وشەی نهێنی هەڵبژێرە بۆ دروستکردنی هەژمارەکە؛ کۆدێکیش بۆ مۆبایل هەمان کار دەکات.",
        ]
        return Accepted(
            RegistrationPromise(message: said.text(in: call.languages), registration: registration)
        )
    }

    static func me(_ call: Call) async throws -> Versioned<UserView> {
        let me = try call.account
        return try await call.db.read { tx in
            try Users.versioned(User.find(me, tx), for: call, tx)
        }
    }

    /// The profile of an account that has just been opened.
    @Sendable static func registered(_ account: Account, _ details: JSONValue, _ tx: borrowing Tx) throws {
        let registrant = try JSON.decode(Registrant.self, from: details)
        var member = Member(of: account.id, registrant.name, at: tx.now)
        member.shopName = registrant.shopName
        member.shopAddress = registrant.shopAddress
        // It may have been given up while the mail lay unread.
        let isThere = try tx.exists("SELECT 1 FROM delivery_zone WHERE id = \(registrant.zoneId)")
        member.zone = isThere ? registrant.zoneId : nil
        try member.insert(tx)
    }
}

struct NewShopOwner: Body {
    var email: EmailAddress
    /// Deprecated for mailed links, where the password is chosen; kept for an account that a code opens.
    var password: Password?
    var phone: PhoneNumber
    var name: Line<1, 120>
    var shopName: Line<1, 120>
    var zoneId: ID<DeliveryZone>
    var shopAddress: Line<1, 300>?
    var locale: MarketLanguage?

    var registrant: Registrant {
        Registrant(name: name, shopName: shopName, zoneId: zoneId, shopAddress: shopAddress)
    }
}

/// The product's data of a registration, kept until it is confirmed; Accounts keeps the rest.
struct Registrant: Codable, Sendable {
    var name: Line<1, 120>
    var shopName: Line<1, 120>
    var zoneId: ID<DeliveryZone>
    var shopAddress: Line<1, 300>?
}

/// The same whatever was known of address and number.
struct RegistrationPromise: View {
    var message: String
    /// To be sent with the code that opens it.
    var registration: ID<PendingRegistration>
}

/// A language that people are written to in.
enum MarketLanguage: String, SupportedLanguage {
    case arabic = "ar"
    case kurdish = "ku"
    case english = "en"

    static let placeholder = MarketLanguage.arabic
}

extension Call {
    /// The first language of ours that the caller reads.
    var preferredLanguage: Language {
        languages.first { MarketLanguage(rawValue: $0.tag) != nil } ?? .arabic
    }
}

extension DeliveryZone {
    /// Refused with 422 when there is no such zone, or nothing is delivered to it any more.
    static func check(_ id: ID<DeliveryZone>, at pointer: String, _ tx: borrowing Tx) throws {
        guard try tx.exists("SELECT 1 FROM delivery_zone WHERE id = \(id) AND is_active") else {
            throw Problem(.invalid, faults: [.init(pointer, .unknownZone)])
        }
    }
}
