import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// The pages that links in mails lead to.
@Suite struct LinkPageTests {
    private let password = "quattro gatti in fila"

    @Test func `a page needs nothing from elsewhere, is kept nowhere and tells nobody its address`()
        async throws
    {
        let world = try await aClub()

        for path in [
            "/verify-email", "/reset-password", "/accept-invitation", "/forgot-password?utm_source=x",
        ] {
            let page = try await world.anonymous.open(path)
            let policy = page.header("Content-Security-Policy") ?? ""
            #expect(page.header("Content-Type") == "text/html; charset=utf-8", "\(path)")
            #expect(
                page.header("Cache-Control") == "no-store" && page.header("Referrer-Policy") == "no-referrer"
            )
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"))
            #expect(policy.contains("form-action 'self'") && policy.contains("frame-ancestors 'none'"))
            #expect(
                !page.text.contains("<script") && !page.text.contains("http") && !page.text.contains("style=")
            )
            #expect(
                page.text.contains("name=\"viewport\"")
                    && page.text.contains("<html lang=\"en\" dir=\"ltr\">")
            )
        }
    }

    @Test func `a registration is confirmed in the browser, however often the link was looked at`()
        async throws
    {
        let world = try await aClub()
        let anna = "anna@example.com"
        _ = try await world.anonymous.post(
            "/api/auth/register",
            ["email": .string(anna), "password": .string(password), "locale": "it"]
        )
        let link = try await world.mailedLink(to: anna)
        let token = try await world.mailedToken(to: anna)
        #expect(link == "/verify-email?lang=it&token=\(token)")

        for _ in 1...3 { _ = try await world.anonymous.get(link + "&fbclid=scanner") }
        let page = try await world.anonymous.open(link, in: "en")
        let weak = try await world.anonymous.submit(
            "/verify-email?lang=it",
            ["token": token, "password": "1234567890"]
        )
        let done = try await world.anonymous.submit(
            "/verify-email?lang=it",
            ["token": token, "password": password]
        )
        let again = try await world.anonymous.open(link)

        #expect(page.status == 200 && page.heading == "Attivi il suo account")
        #expect(
            page.fieldNames == ["token", "username", "password"] && page.text.contains("value=\"\(anna)\"")
        )
        #expect(page.text.contains("autocomplete=\"new-password\"") && page.text.contains("minlength=\"10\""))
        #expect(weak.status == 422 && weak.text.contains("aria-invalid=\"true\" autofocus"))
        #expect(!weak.text.contains("1234567890"))
        #expect(done.status == 200 && done.heading == "Il suo account è attivo")
        #expect(try await world.tryLogin(anna, password).status == 200)
        #expect(again.status == 410 && again.formTargets == ["resend-verification?lang=it"])
    }

    @Test func `an address in a script of its own is shown as its owner writes it`() async throws {
        let world = try await aClub()
        let (typed, kept) = ("anna@münchen.example", "anna@xn--mnchen-3ya.example")
        _ = try await world.anonymous.post(
            "/api/auth/register",
            ["email": .string(typed), "password": .string(password), "locale": "it_IT"]
        )
        let link = try await world.mailedLink(to: kept)
        #expect(link.hasPrefix("/verify-email?lang=it&"))
        let page = try await world.anonymous.open(link)
        #expect(page.text.contains("value=\"\(typed)\"") && !page.text.contains("xn--"))
    }

    @Test func `a new password is set in the browser, and the link leads to another one after that`()
        async throws
    {
        let world = try await aClub()
        _ = try await world.forgot(Person.giulia.email)
        let link = try await world.mailedLink(to: Person.giulia.email)
        let token = try await world.mailedToken(to: Person.giulia.email)
        let target = "/reset-password?lang=en"

        let page = try await world.anonymous.open(link + "&lang=en")
        let empty = try await world.anonymous.submit(target, ["token": token, "new_password": ""])
        let common = try await world.anonymous.submit(
            target,
            ["token": token, "new_password": "password123"]
        )
        let done = try await world.anonymous.submit(target, ["token": token, "new_password": password])
        let used = try await world.anonymous.submit(target, ["token": token, "new_password": password])

        #expect(page.heading == "Choose a new password")
        #expect(page.fieldNames == ["token", "username", "new_password"])
        #expect(empty.status == 422 && empty.text.contains("id=\"new_password-error\""))
        #expect(common.status == 422 && !common.text.contains("password123"))
        #expect(done.status == 200 && done.heading == "Your password has been changed")
        #expect(try await world.tryLogin(Person.giulia.email, password).status == 200)
        #expect(used.status == 410 && used.formTargets == ["forgot-password?lang=en"])
    }

    @Test func `one asks for a link to a new password, and nobody is told who has an account`() async throws {
        let world = try await aClub()

        let page = try await world.anonymous.open("/forgot-password")
        let wrong = try await world.anonymous.submit("/forgot-password", ["email": "giulia<b>@"])
        let known = try await world.anonymous.submit("/forgot-password", ["email": Person.giulia.email])
        let unknown = try await world.anonymous.submit("/forgot-password", ["email": "nobody@example.com"])

        #expect(page.fieldNames == ["email"])
        #expect(wrong.status == 422 && wrong.text.contains("value=\"giulia&lt;b&gt;@\""))
        #expect(known.status == 202 && unknown.status == 202 && known.text == unknown.text)
        #expect(
            try await world.mailedLink(to: Person.giulia.email).hasPrefix("/reset-password?lang=it&token=")
        )
    }

    @Test func `a colleague accepts an invitation in the browser`() async throws {
        let world = try await aClub()
        let nina = Person("nina", email: "nina@example.com", password: password)
        _ = try await world.as(.sara).post(
            "/api/admin/invitations",
            [
                "email": .string(nina.email), "role": "steward", "first_name": "Nina<i>", "last_name": "Neri",
                "locale": "en",
            ]
        )
        let link = try await world.mailedLink(to: nina.email)
        let token = try await world.mailedToken(to: nina.email)

        let page = try await world.anonymous.open(link)
        let weak = try await world.anonymous.submit(
            "/accept-invitation",
            ["token": token, "password": "short"]
        )
        let done = try await world.anonymous.submit(
            "/accept-invitation",
            ["token": token, "password": password]
        )

        #expect(page.text.contains("Nina&lt;i&gt; Neri") && page.text.contains("Club"))
        #expect(weak.status == 422 && done.status == 200 && done.heading == "Welcome")
        #expect(try await world.as(nina).get("/api/admin/invitations").status == 200)
        #expect(try await world.anonymous.open(link).status == 410)
    }

    @Test func `what was pasted around a token is no part of it`() async throws {
        let world = try await aClub()
        let nina = Person("nina", email: "nina@example.com", password: password)
        _ = try await world.as(.sara).post(
            "/api/admin/invitations",
            [
                "email": .string(nina.email), "role": "steward", "first_name": "Nina", "last_name": "Neri",
                "locale": "en",
            ]
        )
        let link = try await world.mailedLink(to: nina.email)
        let token = try await world.mailedToken(to: nina.email)

        for behind in [
            ".", "%20", "%0A", "%3E", ")", "%E2%80%8E", "%3E%0D%0A", "&utm_term=100%", "&x=caff%E8",
        ] {
            #expect(try await world.anonymous.open(link + behind).status == 200, "\(behind)")
        }
        #expect(try await world.anonymous.open(link + "x").status == 410)
        #expect(try await world.anonymous.open(link + "&lang=it_IT").heading == "Accetti l'invito")
        let body: JSONValue = ["token": .string("<\(token) "), "password": .string(password)]
        #expect(try await world.anonymous.post("/api/auth/accept-invitation", body).status == 201)
    }

    @Test func `an address is confirmed by a button, and another link can be asked for`() async throws {
        let world = try await aClub()
        _ = try await world.as(.giulia).post("/api/users/me/email/verification")
        let first = try await world.mailedToken(to: Person.giulia.email)
        world.clock.advance(by: .days(4))
        #expect(try await world.anonymous.open("/verify-email?token=\(first)").status == 410)

        let asked = try await world.anonymous.submit("/resend-verification", ["email": Person.giulia.email])
        let second = try await world.mailedToken(to: Person.giulia.email)
        let page = try await world.anonymous.open("/verify-email?token=\(second)")
        let done = try await world.anonymous.submit("/verify-email", ["token": second])

        #expect(asked.status == 202 && second != first)
        #expect(page.fieldNames == ["token", "username"])
        #expect(done.status == 200 && done.heading == "The address is confirmed")
        #expect(try await world.account(of: .giulia).emailVerifiedAt != nil)
    }

    @Test func `another link is mailed to whoever waits for one, and the page tells nobody who does`()
        async throws
    {
        let world = try await aClub()
        let anna = "anna@example.com"
        _ = try await world.anonymous.post(
            "/api/auth/register",
            ["email": .string(anna), "password": .string(password)]
        )
        let first = try await world.mailedToken(to: anna)

        let waiting = try await world.anonymous.submit("/resend-verification", ["email": anna])
        let nobody = try await world.anonymous.submit("/resend-verification", ["email": "nobody@example.com"])
        let second = try await world.mailedToken(to: anna)

        #expect(waiting.status == 202 && waiting.text == nobody.text)
        #expect(first != second)
        #expect(try await world.anonymous.open("/verify-email?token=\(first)").status == 410)
        #expect(try await world.anonymous.open("/verify-email?token=\(second)").status == 200)
        #expect(world.mails().allSatisfy { $0.to.rawValue == anna })
    }
}

/// The pages for strangers and programs.
@Suite struct LinkPageRefusalTests {
    @Test func `what stands in the address stays text`() async throws {
        let world = try await aClub()
        let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%00"

        for path in ["/verify-email", "/reset-password", "/accept-invitation"] {
            let page = try await world.anonymous.open(
                "\(path)?token=\(hostile)&lang=\(hostile)&email=\(hostile)"
            )
            #expect(page.status == 410 && !page.text.contains("<script"), "\(path)")
        }
        let asked = try await world.anonymous.open("/forgot-password?email=\(hostile)")
        #expect(asked.status == 200 && !asked.text.contains("<script"))
    }

    @Test func `a form of another site asks for nothing`() async throws {
        let world = try await aClub()

        for origin in ["cross-site", "same-site"] {
            let answer = try await world.anonymous.submit(
                "/forgot-password",
                ["email": Person.giulia.email],
                headers: ["Sec-Fetch-Site": origin]
            )
            #expect(answer.status == 403 && answer.heading != nil)
        }
        #expect(try await world.jobs().contains { $0.kind == MailPasswordLink.kind } == false)
    }

    @Test func `refusals are pages for people and problems for programs`() async throws {
        let world = try await aClub()
        let path = "/api/notifications/unsubscribe/nonsense"

        let person = try await world.anonymous.open(path, in: "it")
        let program = try await world.anonymous.get(path)
        let choosy = try await world.anonymous.get(
            path,
            headers: ["Accept": "text/html;q=0.5, application/json"]
        )
        let json = try await world.anonymous.post("/forgot-password", ["email": "a@example.com"])

        #expect(person.status == 404 && person.heading == "Risorsa non trovata.")
        #expect(person.header("Content-Language") == "it" && person.header("Cache-Control") == "no-store")
        #expect(program.problem == .notFound && choosy.problem == .notFound)
        #expect(json.problem == .unsupportedMediaType)
    }

    @Test func `a page that tries a secret is counted like the route`() async throws {
        let world = try await World(club(), cast: "members-limited", limits: true)
        func attempt() async throws -> TestResponse {
            try await world.anonymous.submit("/reset-password", ["token": "nonsense", "new_password": "x"])
        }

        for _ in 1...5 { #expect(try await world.reset("nonsense").status == 422) }
        for _ in 1...5 { #expect(try await attempt().status == 410) }
        let page = try await attempt()

        #expect(page.status == 429 && page.header("Retry-After") != nil && page.heading != nil)
        #expect(try await world.reset("nonsense").status == 429)
    }

    @Test func `a front end of one's own is linked to, with the token where no server sees it`() async throws
    {
        let world = try await World(
            club(),
            cast: "members-elsewhere",
            dependencies: { $0.frontEnd = "https://app.example" }
        )
        _ = try await world.anonymous.post(
            "/api/auth/register",
            ["email": "anna@example.com", "password": "quattro gatti in fila"]
        )
        let token = try await world.mailedToken(to: "anna@example.com")

        #expect(world.mails().last?.text.contains("https://app.example/verify-email#token=\(token)") == true)
        #expect(try await world.anonymous.open("/verify-email?token=\(token)").status == 200)
    }

    @Test func `a link to a file that has ended says so to people`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let path = try await world.link(to: paper.id ?? "")
        world.clock.advance(by: .hours(1))

        let person = try await world.anonymous.open(path, in: "it")
        let program = try await world.anonymous.get(path)

        #expect(person.status == 410 && person.heading == "Il link è scaduto.")
        #expect(program.status == 410 && program.problem == .linkExpired)
    }

    @Test func `people are shown that mails have stopped, in the language of the mail`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        let link = try #require(world.mails().first?.unsubscribe)
        let path = link.replacing("https://world.example", with: "")

        let page = try await world.anonymous.open(path, in: "en")
        let english = try await world.anonymous.open(path + "?lang=en", in: "it")
        let named = try await world.anonymous.open(path + "?lang=EN_us&x=100%", in: "it")
        #expect(named.heading == "Stop these e-mails?")
        let done = try await world.anonymous.submit(path + "?lang=it", [:])
        try await world.tell(.giulia, .parcel("8"))
        try await world.runJobs()

        #expect(page.status == 200 && page.heading == "Vuole interrompere queste e-mail?")
        #expect(english.heading == "Stop these e-mails?" && page.text.contains("href=\"?lang=en\""))
        #expect(done.status == 200 && done.heading == "Non riceverà più queste e-mail")
        #expect(world.mails().count == 1)
    }
}
