// A client of others (open311 from npm) does what an app does: it looks for the endpoint, lists services, reports, and reads
// back. What it got is printed as one line of JSON.
const Open311 = require('open311');

const peer = new Open311({ discovery: process.argv[2], jurisdiction: process.argv[3], apiKey: 'any', type: 'production' });
const done = (error, told) => {
  if (error) {
    console.error(error, told);
    process.exit(1);
  }
};
const got = {};

peer.serviceDiscovery({ cache: true }, (error, discovery) => {
  done(error, discovery);
  got.endpoint = peer.endpoint;
  peer.serviceList((error, services) => {
    done(error, services);
    got.services = services.map((service) => service.service_code);
    peer.serviceDefinition('02001', (error, definition) => {
      done(error, definition);
      got.attributes = definition.attributes.map((attribute) => attribute.code);
      const request = {
        service_code: '02001', lat: process.argv[4], long: process.argv[5], description: 'the lamp is dark 路灯不亮', attributes: { condition: 'dark' },
      };
      peer.submitRequest(request, (error, posted) => {
        done(error, posted);
        got.id = posted[0].service_request_id;
        peer.serviceRequest(got.id, (error, one) => {
          done(error, one);
          got.one = one[0];
          peer.serviceRequests({ status: 'open' }, (error, list) => {
            done(error, list);
            got.listed = list.map((item) => item.service_request_id);
            console.log(JSON.stringify(got));
          });
        });
      });
    });
  });
});
