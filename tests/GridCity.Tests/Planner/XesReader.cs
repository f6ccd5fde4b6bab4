using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Xunit;

namespace GridCity.Tests.Planner;

/// <summary>
/// Reads an event log as strictly as the standard asks: the content model of IEEE 1849 as a schema written here, and what no
/// schema can say: every time has a zone and none goes back, every global is kept, every key belongs to a declared extension.
/// </summary>
internal static class XesReader
{
    private const string Namespace = "http://www.xes-standard.org/";

    // In the order in which the standard lists them: extensions, globals, classifiers, attributes, traces, events.
    private const string Schema =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:x="http://www.xes-standard.org/"
                   targetNamespace="http://www.xes-standard.org/" elementFormDefault="qualified">
          <xs:attributeGroup name="keyed"><xs:attribute name="key" type="xs:Name" use="required"/></xs:attributeGroup>
          <xs:group name="attributes"><xs:choice>
            <xs:element name="string"><xs:complexType><xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:attributeGroup ref="x:keyed"/><xs:attribute name="value" type="xs:string" use="required"/></xs:complexType></xs:element>
            <xs:element name="date"><xs:complexType><xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:attributeGroup ref="x:keyed"/><xs:attribute name="value" type="xs:dateTime" use="required"/></xs:complexType></xs:element>
            <xs:element name="int"><xs:complexType><xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:attributeGroup ref="x:keyed"/><xs:attribute name="value" type="xs:long" use="required"/></xs:complexType></xs:element>
            <xs:element name="float"><xs:complexType><xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:attributeGroup ref="x:keyed"/><xs:attribute name="value" type="xs:double" use="required"/></xs:complexType></xs:element>
            <xs:element name="boolean"><xs:complexType><xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:attributeGroup ref="x:keyed"/><xs:attribute name="value" type="xs:boolean" use="required"/></xs:complexType></xs:element>
          </xs:choice></xs:group>
          <xs:complexType name="event"><xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/></xs:complexType>
          <xs:element name="log"><xs:complexType><xs:sequence>
            <xs:element name="extension" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
              <xs:attribute name="name" type="xs:NCName" use="required"/><xs:attribute name="prefix" type="xs:NCName" use="required"/>
              <xs:attribute name="uri" type="xs:anyURI" use="required"/></xs:complexType></xs:element>
            <xs:element name="global" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
              <xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:attribute name="scope" use="required"><xs:simpleType><xs:restriction base="xs:NCName">
                <xs:enumeration value="trace"/><xs:enumeration value="event"/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element>
            <xs:element name="classifier" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
              <xs:attribute name="name" type="xs:NCName" use="required"/><xs:attribute name="scope" type="xs:NCName"/>
              <xs:attribute name="keys" type="xs:token" use="required"/></xs:complexType></xs:element>
            <xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element name="trace" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
              <xs:group ref="x:attributes" minOccurs="0" maxOccurs="unbounded"/>
              <xs:element name="event" type="x:event" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
            <xs:element name="event" type="x:event" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
            <xs:attribute name="xes.version" type="xs:decimal" use="required"/>
            <xs:attribute name="xes.features" type="xs:token"/></xs:complexType></xs:element>
        </xs:schema>
        """;

    public static (int Traces, int Events) Check(Stream log)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(Namespace, XmlReader.Create(new StringReader(Schema)));
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        XDocument document;
        using (var reader = XmlReader.Create(log, settings))
        {
            document = XDocument.Load(reader);
        }
        Assert.Empty(faults.Take(5));
        var root = document.Root!;
        var prefixes = root.Elements(X("extension")).Select(one => (string)one.Attribute("prefix")!).ToHashSet();
        Assert.All(root.Descendants().Attributes("key"), key => Assert.Contains(key.Value.Split(':')[0], prefixes));
        AssertGlobals(root, "trace", root.Elements(X("trace")));
        AssertGlobals(root, "event", root.Descendants(X("event")));
        // A classifier may only use what every event or trace is sure to have.
        Assert.All(root.Elements(X("classifier")), classifier => Assert.Subset(
            KeysOf(root, (string?)classifier.Attribute("scope") ?? "event"), ((string)classifier.Attribute("keys")!).Split(' ').ToHashSet()));
        foreach (var trace in root.Elements(X("trace")))
        {
            var times = trace.Elements(X("event")).Select(one => Value(one, "time:timestamp")).ToList();
            // An hour, a minute and a sign at the end: a time without them means a different moment in every tool.
            Assert.All(times, time => Assert.Matches("T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d$", time));
            var moments = times.ConvertAll(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
            Assert.Equal(moments.Order(), moments);
        }
        var names = root.Elements(X("trace")).Select(trace => Value(trace, "concept:name")).ToList();
        Assert.Equal(names.Distinct().Count(), names.Count);
        return (names.Count, root.Descendants(X("event")).Count());
    }

    public static string Value(XElement owner, string key) =>
        (string)owner.Elements().Single(one => (string?)one.Attribute("key") == key).Attribute("value")!;

    public static XName X(string name) => XName.Get(name, Namespace);

    private static HashSet<string> KeysOf(XElement root, string scope) => root.Elements(X("global"))
        .Single(one => (string)one.Attribute("scope")! == scope).Elements().Select(one => (string)one.Attribute("key")!).ToHashSet();

    private static void AssertGlobals(XElement root, string scope, IEnumerable<XElement> owners)
    {
        var keys = KeysOf(root, scope);
        Assert.NotEmpty(keys);
        Assert.All(owners, owner => Assert.Subset(
            owner.Elements().Where(one => one.Attribute("key") is not null).Select(one => (string)one.Attribute("key")!).ToHashSet(), keys));
    }
}
